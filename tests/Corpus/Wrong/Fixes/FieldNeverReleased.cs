using Devices;
using Hal;

public sealed class FieldNeverReleased<THal>(Device device) where THal : struct, IHal
{
    private Shared<THal> _request;
    private Shared<THal> _reply;

    public void Open(DmaBuffer request, DmaBuffer reply)
    {
        _request = new Shared<THal>(request, BufferDirection.DriverToDevice);
        _reply = new Shared<THal>(reply, BufferDirection.DeviceToDriver); //! HAL1002
        device.Program(_request.Paddr, request.Length);
        device.Program(_reply.Paddr, reply.Length);
    }

    public void Close()
    {
        device.Reset();
        _request.Unshare();
    }
}
