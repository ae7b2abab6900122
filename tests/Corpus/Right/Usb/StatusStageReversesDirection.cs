using Hal;
using Devices;

/// <summary>A USB device controller that remembers the direction of the data stage.</summary>
public sealed class ControlEndpoint<THal>
    where THal : struct, IHal
{
    private readonly Device _core = new();

    public int ReceiveData(DmaBuffer request)
    {
        BufferDirection direction = BufferDirection.DeviceToDriver;
        BufferDirection mapped = direction;
        PhysAddr dma = THal.Share(request, mapped);
        _core.Program(dma, request.Length);
        _core.Wait(500);

        direction = BufferDirection.DriverToDevice;
        _core.WriteRegister(0x08, (ulong)direction);
        THal.Unshare(dma, request, mapped);
        return _core.Status;
    }
}
