using Hal;
using Devices;

/// <summary>A receive fill path that shares and ends for the device to write.</summary>
public sealed unsafe class FillRing<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public bool Pass(byte* frame, int capacity)
    {
        var buffer = new DmaBuffer(frame, capacity);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        bool queued = _port.Transmit(address, buffer.Length);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return queued && frame[0] != 0;
    }
}
