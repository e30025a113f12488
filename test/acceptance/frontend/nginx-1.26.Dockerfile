# An older nginx, as user 101 on port 8080 as the unprivileged image has it.
FROM nginx:1.26
RUN sed -i -e '/^user /d' -e 's,^pid .*,pid /tmp/nginx.pid;,' \
      -e '/^http {/a proxy_temp_path /tmp/proxy_temp; client_body_temp_path /tmp/client_temp; fastcgi_temp_path /tmp/fastcgi_temp; uwsgi_temp_path /tmp/uwsgi_temp; scgi_temp_path /tmp/scgi_temp;' \
      /etc/nginx/nginx.conf \
 && sed -i 's/listen  *80;/listen 8080;/' /etc/nginx/conf.d/default.conf \
 && chown -R 101:0 /var/cache/nginx /etc/nginx
USER 101
