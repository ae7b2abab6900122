using Hal;
using Devices;

/// <summary>A USB host that ends the share of a control transfer that had data.</summary>
public sealed unsafe class ControlTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _host = new();

    public bool Transfer(byte* data, int length)
    {
        DmaBuffer stage = default;
        PhysAddr address = default;
        bool hasData = length != 0;
        if (hasData)
        {
            stage = new DmaBuffer(data, length);
            address = THal.Share(stage, BufferDirection.DriverToDevice);
        }

        bool done = _host.Submit(address, length) && _host.Wait(500);
        if (hasData)
        {
            THal.Unshare(address, stage, BufferDirection.DriverToDevice);
        }

        return done;
    }
}
