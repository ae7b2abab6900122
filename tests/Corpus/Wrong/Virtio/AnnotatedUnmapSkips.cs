using Hal;
using Devices;

/// <summary>A virtio driver's method that says by attribute that it ends the share and skips that when the device is broken.</summary>
public sealed class AnnotatedUnmap<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();

    public void Read(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        _transport.SetQueue(0, address, 1);
        Finish(address, data);
    }

    private void Finish([Unshares] PhysAddr address, DmaBuffer data) //! HAL1002
    {
        if (_transport.Broken)
        {
            Log.Info("the device is broken");
            return;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
    }
}
