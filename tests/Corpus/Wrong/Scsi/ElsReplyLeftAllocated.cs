using Hal;
using Devices;

// Follows a fix in Linux (drivers/scsi/qla2xxx, qla2x00_process_els), a7fbb56e6c.
/// <summary>A Fibre Channel pass-through: a login that fails keeps the reply's memory.</summary>
public sealed unsafe class FibreChannelPassThrough<THal>
    where THal : struct, IHal
{
    private const int LoginFailed = 3;
    private readonly Mailbox _firmware = new();

    public int Process(byte* payload, int length, bool loggedIn)
    {
        DmaBuffer request = new(payload, length);
        PhysAddr sent = THal.Share(request, BufferDirection.DriverToDevice);
        Dma<THal> reply = new(1, BufferDirection.DeviceToDriver); //! HAL2002
        int status = 0;
        if (!loggedIn)
        {
            status = _firmware.Execute(0x41, sent);
            if (status == LoginFailed)
            {
                THal.Unshare(sent, request, BufferDirection.DriverToDevice);
                return status;
            }
        }

        status = _firmware.Execute(0x53, sent, reply.Paddr);
        THal.Unshare(sent, request, BufferDirection.DriverToDevice);
        reply.Dispose();
        return status;
    }
}
