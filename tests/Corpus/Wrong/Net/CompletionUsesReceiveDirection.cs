using Hal;
using Devices;

// Follows a fix in OpenWrt (the PPE EDMA driver's receive fill ring).
/// <summary>A receive fill path that shares for the device to read what the device is to write, and ends the share rightly.</summary>
public sealed unsafe class FillRing<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public bool Pass(byte* frame, int capacity)
    {
        var buffer = new DmaBuffer(frame, capacity);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        bool queued = _port.Transmit(address, buffer.Length);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver); //! HAL1005
        return queued && frame[0] != 0;
    }
}
