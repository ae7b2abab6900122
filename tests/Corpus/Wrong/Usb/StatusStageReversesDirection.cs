using Hal;
using Devices;

// Follows a fix in Raspberry Pi Linux, pull request 4326.
/// <summary>A USB device controller that reverses the endpoint for the status stage before it ends the data stage's share.</summary>
public sealed class ControlEndpoint<THal>
    where THal : struct, IHal
{
    private readonly Device _core = new();

    public int ReceiveData(DmaBuffer request)
    {
        BufferDirection direction = BufferDirection.DeviceToDriver;
        PhysAddr dma = THal.Share(request, direction);
        _core.Program(dma, request.Length);
        _core.Wait(500);

        direction = BufferDirection.DriverToDevice;
        _core.WriteRegister(0x08, (ulong)direction);
        THal.Unshare(dma, request, direction); //! HAL1005 (no fix: meaning)
        return _core.Status;
    }
}
