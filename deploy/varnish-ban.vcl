# varnish.vcl for a Varnish without the module xkey: it is told by bans, and compares each page with those that came
# since it was fetched. Name it in DATELINE_CACHES of every server as varnish+ban://. docs/deploying.md says the rest.
vcl 4.1;

import directors;
import std;

probe ready {
    .url = "/readyz";
    .interval = 2s;
    .timeout = 4s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend a { .host = "127.0.0.1"; .port = "8001"; .probe = ready; }
backend b { .host = "127.0.0.1"; .port = "8002"; .probe = ready; }

# The servers, and what ends encryption before this Varnish: who may purge, and say that a reader came by https.
acl ours {
    "127.0.0.1";
}

sub vcl_init {
    new servers = directors.round_robin();
    servers.add_backend(a);
    servers.add_backend(b);
}

sub vcl_recv {
    if (req.method == "BAN") {
        if (client.ip !~ ours) {
            return (synth(403, "Not one of our servers"));
        }
        # Hard: a banned page is gone, for grace too.
        if (std.ban("obj.http.xkey ~ " + req.http.ban-tags)) {
            return (synth(200, "Banned"));
        }
        return (synth(400, "No pattern"));
    }
    if (client.ip !~ ours) {
        unset req.http.X-Forwarded-Proto;
    }
    set req.backend_hint = servers.backend();
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.url ~ "^/(desk|receipts|mail|v1alpha1|healthz|readyz|metrics)([/?]|$)" || req.url ~ "^/[^/?]+/search/?(\?|$)") {
        return (pass);
    }
    # What is kept is for everybody. A desk or receipt whose address is written otherwise comes without cookie.
    unset req.http.Cookie;
    unset req.http.Authorization;
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_backend_response {
    set beresp.keep = 0s;
    if (beresp.http.xkey ~ "." && !beresp.http.Set-Cookie) {
        set beresp.ttl = 1d;
        set beresp.grace = 1h;  # only ever shows what nobody has purged
        # What the clock ends sooner, such as the mark of breaking news, Dateline says so.
        if (beresp.http.Expires && std.time(beresp.http.Expires, now) < now + 1d) {
            set beresp.ttl = std.time(beresp.http.Expires, now) - now;
            set beresp.grace = 0s;
        }
    } elsif (bereq.url ~ "^/(media|static)/" && beresp.status == 200 && !beresp.http.Set-Cookie
             && beresp.http.Cache-Control ~ "public") {
        set beresp.ttl = 1m;  # no tags, so nobody purges it
        set beresp.grace = 0s;
    } else {
        set beresp.ttl = 2m;
        set beresp.grace = 0s;
        set beresp.uncacheable = true;
    }
    return (deliver);
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.Cache-Tag;
    unset resp.http.Surrogate-Key;
}
