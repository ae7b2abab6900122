using Hal;
using Devices;

/// <summary>A Fibre Channel pass-through: a login that fails gives the reply's memory back.</summary>
public sealed unsafe class FibreChannelPassThrough<THal>
    where THal : struct, IHal
{
    private const int LoginFailed = 3;
    private readonly Mailbox _firmware = new();

    public int Process(byte* payload, int length, bool loggedIn)
    {
        DmaBuffer request = new(payload, length);
        PhysAddr sent = THal.Share(request, BufferDirection.DriverToDevice);
        Dma<THal> reply = new(1, BufferDirection.DeviceToDriver);
        int status = 0;
        if (!loggedIn)
        {
            status = _firmware.Execute(0x41, sent);
            if (status == LoginFailed)
            {
                THal.Unshare(sent, request, BufferDirection.DriverToDevice);
                reply.Dispose();
                return status;
            }
        }

        status = _firmware.Execute(0x53, sent, reply.Paddr);
        THal.Unshare(sent, request, BufferDirection.DriverToDevice);
        reply.Dispose();
        return status;
    }
}
