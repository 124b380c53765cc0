package io.stepwell.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// TLS from a pair of PEM files: a certificate with those that lead to its authority, and its key
/// (PKCS #8, not encrypted).
final class TlsFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private TlsFiles() {}

  /// @throws ConfigurationException when they cannot be used
  static SSLContext context(Path certificate, Path key) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key(key), new char[0], chain(certificate));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new ConfigurationException("TLS cannot be set up: " + e);
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(
          "TLS cannot be set up from %s and %s: %s".formatted(certificate, key, e.getMessage()));
    }
  }

  private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    byte[] text = read(file, "tls.certificate");
    Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(text))
            .toArray(Certificate[]::new);
    if (chain.length == 0) {
      throw new ConfigurationException(file + " (tls.certificate) holds no certificate");
    }
    return chain;
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher matcher = KEY.matcher(new String(read(file, "tls.key"), StandardCharsets.US_ASCII));
    if (!matcher.find()) {
      throw new ConfigurationException(
          file
              + " (tls.key) holds no unencrypted key in PKCS #8 form; 'openssl pkcs8 -topk8 -nodes'"
              + " makes one");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // a key of another kind
      }
    }
    throw new ConfigurationException(file + " (tls.key) holds a key that is not EC, RSA or EdDSA");
  }

  private static byte[] read(Path file, String setting) throws IOException {
    if (!Files.isReadable(file)) {
      throw new ConfigurationException("%s (%s) cannot be read".formatted(file, setting));
    }
    return Files.readAllBytes(file);
  }
}
