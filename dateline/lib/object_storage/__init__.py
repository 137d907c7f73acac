"""Files kept by a server that speaks S3's protocol, instead of in a folder of this machine.

`address` reads `DATELINE_MEDIA`; `storage` is Django's storage on it, and is imported only where that is set: what
speaks S3 takes a tenth of a second and tens of megabytes.
"""
