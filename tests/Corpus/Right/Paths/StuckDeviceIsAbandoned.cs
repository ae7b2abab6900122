using Devices;
using Hal;

/// <summary>A device that does not stop even after a reset keeps its buffer: the driver abandons the share.</summary>
public sealed class StuckDevice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Receive(PinnedBuffer memory)
    {
        DmaBuffer into = memory.Buffer;
        PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
        _device.Program(at, into.Length);
        _device.Kick();
        if (!_device.Wait(100))
        {
            _device.Reset();
            if ((_device.ReadRegister(0) & 1) != 0)
            {
                Log.Info("the device still writes, its buffer is lost");
                DmaOwnership.Abandon<THal>(at);
                return false;
            }
        }

        THal.Unshare(at, into, BufferDirection.DeviceToDriver);
        return true;
    }
}
