using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: mv_xor: Fix missing check after DMA map and missing unmap" (60095aca6b47): the first dummy buffer
// stayed mapped when the second could not be.
public sealed unsafe class MvXorChannel<THal>
    where THal : struct, IHal
{
    private const int MinBytes = 128;

    private readonly DmaEngine _engine;
    private readonly PinnedBuffer _dummySource = new(MinBytes);
    private readonly PinnedBuffer _dummyTarget = new(MinBytes);
    private PhysAddr _source, _target;

    public MvXorChannel(DmaEngine engine) => _engine = engine;

    public int Add()
    {
        PhysAddr source = THal.Share(_dummySource.Buffer, DriverToDevice);
        PhysAddr target;
        try
        {
            target = THal.Share(_dummyTarget.Buffer, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(source, _dummySource.Buffer, DriverToDevice);
            return -12;
        }

        int cookie = _engine.Submit(source, target, MinBytes);
        if (cookie < 0)
        {
            THal.Unshare(target, _dummyTarget.Buffer, DeviceToDriver);
            THal.Unshare(source, _dummySource.Buffer, DriverToDevice);
            return cookie;
        }

        _source = source;
        _target = target;
        return 0;
    }

    public void Remove()
    {
        _engine.Terminate();
        THal.Unshare(_target, _dummyTarget.Buffer, DeviceToDriver);
        THal.Unshare(_source, _dummySource.Buffer, DriverToDevice);
        _dummyTarget.Dispose();
        _dummySource.Dispose();
    }
}
