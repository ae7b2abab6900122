namespace Devices;

/// <summary>A USB host controller.</summary>
public class UsbHost
{
    /// <returns>0, or a negative error; then the transfer never completes.</returns>
    public int Submit(Urb urb) => urb.Status;

    public void Kill(Urb urb)
    {
    }
}
