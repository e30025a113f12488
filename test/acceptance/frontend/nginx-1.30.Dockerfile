# A newer nginx with the module for Brotli, where no registry has an image of it: that of Debian sid.
FROM nginxinc/nginx-unprivileged:alpine
USER root
RUN printf 'deb http://deb.debian.org/debian sid main\n' > /etc/apt/sources.list.d/sid.list \
 && cp /etc/nginx/nginx.conf /tmp/nginx.conf \
 && apt-get -o Acquire::Check-Valid-Until=false update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold -t sid nginx libnginx-mod-http-brotli-static \
 && (echo 'load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;' && cat /tmp/nginx.conf) > /etc/nginx/nginx.conf \
 && rm -rf /var/lib/apt/lists/* /tmp/nginx.conf
USER 101
