import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything annotated is found. */
@ApplicationPath("/api")
public class ReceiverApplication extends Application {}
