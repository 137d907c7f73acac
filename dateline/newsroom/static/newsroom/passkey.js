// Offers a passkey where the browser knows what one is; without script the password form stands alone.
if (window.PublicKeyCredential) document.getElementById("passkey_login").hidden = false;
