namespace Hal;

/// <summary>The direction in which a buffer is passed between driver and device.</summary>
public enum BufferDirection
{
    /// <summary>The driver may read or write the buffer, the device only reads it: a request header, data to write.</summary>
    DriverToDevice,

    /// <summary>The device may read or write the buffer, the driver only reads it: data read, a status byte.</summary>
    DeviceToDriver,

    /// <summary>Both the driver and the device may read and write the buffer.</summary>
    Both,
}
