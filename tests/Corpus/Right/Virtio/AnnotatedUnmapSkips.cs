using Hal;
using Devices;

/// <summary>A virtio driver's method that ends the share as its attribute says.</summary>
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

    private void Finish([Unshares] PhysAddr address, DmaBuffer data)
    {
        if (_transport.Broken)
        {
            Log.Info("the device is broken");
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
            return;
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
    }
}
