#!/usr/bin/perl
# mongo-health.pl user database [primary]: asks MongoDB what an application asks before its first query: to let it in, with the password in
# MONGO_APP_PASSWORD, to its database. With "primary", whether it can be written to as well, which a set without a primary cannot.
#
# It asks by the host's name, not over the loopback interface: while the image prepares the database, a temporary server is there. Perl is in
# every image of Debian and Ubuntu, and answers in a few milliseconds; mongosh takes more than a second of a processor each time.
use strict;
use warnings;
use IO::Socket::INET;

my ($user, $database, $primary) = @ARGV;
my $password = $ENV{MONGO_APP_PASSWORD};
my $patience = 5;    # seconds for each answer

# --- SHA-256, which Perl has in no module that is always there ---------------

my (@constants, @start);
for my $number (2 .. 311) {
    next if grep { $number % $_ == 0 } 2 .. sqrt $number;
    push @start, fraction($number**(1 / 2)) if @start < 8;
    push @constants, fraction($number**(1 / 3));
}

sub fraction { my ($root) = @_; return int(($root - int $root) * 2**32) }

# compress state block: the state after 64 bytes.
sub compress {
    my ($state, $block) = @_;
    my @w = unpack 'N16', $block;
    for my $i (16 .. 63) {
        my ($x, $y) = @w[$i - 15, $i - 2];
        $x |= $x << 32;
        $y |= $y << 32;
        $w[$i] = ($w[$i - 16] + $w[$i - 7]
              + (($x >> 7 ^ $x >> 18 ^ ($x & 0xffffffff) >> 3) & 0xffffffff)
              + (($y >> 17 ^ $y >> 19 ^ ($y & 0xffffffff) >> 10) & 0xffffffff)) & 0xffffffff;
    }
    my ($a, $b, $c, $d, $e, $f, $g, $h) = @$state;
    for my $i (0 .. 63) {
        my ($x, $y) = ($e | $e << 32, $a | $a << 32);
        my $one = $h + (($x >> 6 ^ $x >> 11 ^ $x >> 25) & 0xffffffff) + ($e & $f ^ ~$e & $g) + $constants[$i] + $w[$i];
        my $two = (($y >> 2 ^ $y >> 13 ^ $y >> 22) & 0xffffffff) + ($a & $b ^ $a & $c ^ $b & $c);
        ($h, $g, $f, $e, $d, $c, $b, $a) = ($g, $f, $e, $d + $one & 0xffffffff, $c, $b, $a, $one + $two & 0xffffffff);
    }
    my @now = ($a, $b, $c, $d, $e, $f, $g, $h);
    return [map { $state->[$_] + $now[$_] & 0xffffffff } 0 .. 7];
}

# digest text [state bytes]: of the text, behind so many bytes that are in the state already.
sub digest {
    my ($text, $state, $before) = @_;
    $state //= \@start;
    my $bits = 8 * (length($text) + ($before // 0));
    $text .= "\x80" . "\0" x ((55 - length $text) % 64) . pack 'NN', $bits >> 32, $bits & 0xffffffff;
    $state = compress($state, $_) for unpack '(a64)*', $text;
    return pack 'N8', @$state;
}

# keyed key: a function that makes the HMAC of a text.
sub keyed {
    my ($key) = @_;
    $key = digest($key) if length $key > 64;
    $key .= "\0" x (64 - length $key);
    my ($inner, $outer) = map { compress(\@start, $key ^ chr($_) x 64) } 0x36, 0x5c;
    return sub { return digest(digest($_[0], $inner, 64), $outer, 64) };
}

# derive salt iterations: PBKDF2 of the password. It takes its time on purpose, so that the result is kept where the container keeps what
# is temporary, for its user only.
sub derive {
    my ($salt, $iterations) = @_;
    my $folder = $ENV{TMPDIR} // '/tmp';
    my $mark   = unpack 'H*', digest("$user\0$password\0$salt\0$iterations");
    my $file   = "$folder/mongo-health.key";
    if (open my $kept, '<', $file) {
        my ($of, $key) = split ' ', <$kept> // '';
        return pack 'H*', $key if defined $key && $of eq $mark && -o $kept;
    }
    my $hmac  = keyed($password);
    my $block = $hmac->($salt . pack 'N', 1);
    my $key   = $block;
    for (2 .. $iterations) {
        $block = $hmac->($block);
        $key ^= $block;
    }
    umask 077;
    if (open my $new, '>', "$file.$$") {
        print $new "$mark ", unpack('H*', $key), "\n";
        close $new and rename "$file.$$", $file;
    }
    return $key;
}

# --- base64 -------------------------------------------------------------------

sub encode {
    my ($bytes) = @_;
    my $text = pack "u", $bytes;
    $text = join '', map { substr $_, 1 } split /\n/, $text;
    $text =~ tr/`!-_/A-Za-z0-9+\//;
    my $rest = (3 - length($bytes) % 3) % 3;
    substr $text, length($text) - $rest, $rest, '=' x $rest;
    return $text;
}

sub decode {
    my ($text) = @_;
    $text =~ tr/A-Za-z0-9+\///cd;
    $text =~ tr/A-Za-z0-9+\// -_/;
    return join '', map { unpack 'u', chr(32 + int(length($_) * 3 / 4)) . $_ } $text =~ /(.{1,60})/gs;
}

# --- what MongoDB is asked ------------------------------------------------------

my $socket;
$SIG{ALRM} = sub { fail("no answer within $patience s") };

sub fail { print "MongoDB: @_\n"; exit 1 }

sub bytes {
    my ($count) = @_;
    my $read = '';
    while (length $read < $count) {
        my $got = sysread $socket, $read, $count - length $read, length $read;
        fail('the connection was closed') unless $got;
    }
    return $read;
}

# ask element...: a command, and what is answered, by name.
sub ask {
    my $document = join '', @_, "\x02\$db\0", pack('V/a*', "$database\0"), "\0";
    $document = pack('V', 4 + length $document) . $document;
    alarm $patience;
    print {$socket} pack('V5', 21 + length $document, 1, 0, 2013, 0), "\0", $document;
    my $answer = bytes(unpack('V', bytes(4)) - 4);
    alarm 0;
    my %answer = elements(substr $answer, 21, -1);
    fail($answer{errmsg} // 'an answer that cannot be read') unless $answer{ok};
    return %answer;
}

# elements bytes: of a document, as far as they are of a kind that is asked for here.
sub elements {
    my ($rest) = @_;
    my %found;
    my %size = ("\x01" => 8, "\x07" => 12, "\x08" => 1, "\x09" => 8, "\x0a" => 0, "\x10" => 4, "\x11" => 8, "\x12" => 8);
    while ($rest =~ /\A(.)([^\0]*)\0/s) {
        my ($type, $name) = ($1, $2);
        $rest = substr $rest, 2 + length $name;
        my $size = $size{$type};
        $size = unpack 'V', $rest if $type eq "\x03" || $type eq "\x04";
        $size = 4 + unpack 'V', $rest if $type eq "\x02";
        $size = 5 + unpack 'V', $rest if $type eq "\x05";
        last unless defined $size;
        my $value = substr $rest, 0, $size;
        $rest = substr $rest, $size;
        $found{$name} =
            $type eq "\x01" ? unpack('d<', $value)
          : $type eq "\x02" ? substr($value, 4, -1)
          : $type eq "\x05" ? substr($value, 5)
          : $type eq "\x08" ? ord $value
          : $type eq "\x10" ? unpack('l<', $value)
          :                   $value;
    }
    return %found;
}

sub number { my ($name, $value) = @_; return "\x10$name\0" . pack 'l<', $value }
sub text   { my ($name, $value) = @_; return "\x02$name\0" . pack 'V/a*', "$value\0" }
sub binary { my ($name, $value) = @_; return "\x05$name\0" . pack('V', length $value) . "\0$value" }

open my $name, '<', '/proc/sys/kernel/hostname' or fail("this host has no name: $!");
chomp(my $host = <$name>);
$socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => 27017, Timeout => $patience) or fail("no connection to $host:27017: $@");
$socket->autoflush(1);

open my $random, '<:raw', '/dev/urandom' or fail("no random numbers: $!");
read $random, my $nonce, 18;
my $first  = "n=$user,r=" . encode($nonce);
my %answer = ask(
    number('saslStart', 1), text('mechanism', 'SCRAM-SHA-256'), binary('payload', "n,,$first"),
    "\x03options\0" . pack('V', 25) . "\x08skipEmptyExchange\0\x01\0",
);
my $said = $answer{payload};
my ($both, $salt, $iterations) = $said =~ /\Ar=([^,]+),s=([^,]+),i=(\d+)/ or fail('no login by SCRAM-SHA-256');
my $salted = keyed(derive(decode($salt), $iterations));
my $last   = 'c=biws,r=' . $both;
my $signed = "$first,$said,$last";
my $key    = $salted->('Client Key');
my $proof  = $key ^ keyed(digest($key))->($signed);
%answer = ask(number('saslContinue', 1), number('conversationId', $answer{conversationId}), binary('payload', "$last,p=" . encode($proof)));
fail('it does not know the password itself') unless $answer{payload} eq 'v=' . encode(keyed($salted->('Server Key'))->($signed));
if ($primary) {
    %answer = ask(number('hello', 1));
    fail('it is not the primary: it reads and does not write') unless $answer{isWritablePrimary};
}
ask(number('listCollections', 1), "\x08nameOnly\0\x01");
