using Devices;
using Hal;

/// <summary>A mutable field of the driver decides twice; nothing between the two tests writes it.</summary>
public sealed class BounceChoice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private bool _coherent;
    private int _sent;

    public void SetCoherent(bool value) => _coherent = value;

    public void Send(DmaBuffer data, PhysAddr window)
    {
        PhysAddr at;
        if (_coherent)
        {
            at = window;
        }
        else
        {
            at = THal.Share(data, BufferDirection.DriverToDevice);
        }

        _device.Program(at, data.Length);
        _sent++;
        if (!_coherent)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }
    }
}
