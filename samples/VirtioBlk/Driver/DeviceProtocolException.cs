namespace Virtio.Driver;

/// <summary>The device did what the virtio protocol forbids: an index, a length or an id that cannot be. It is not trusted any further.</summary>
public sealed class DeviceProtocolException : VirtioException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the device did, with its values.</param>
    public DeviceProtocolException(string message)
        : base(message)
    {
    }
}
