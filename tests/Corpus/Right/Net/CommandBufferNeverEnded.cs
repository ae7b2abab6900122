using Hal;
using Devices;

/// <summary>A switch's control command: its data is shared while the command runs.</summary>
public sealed unsafe class ControlRing<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox = new();

    public int SetFilter(byte* rule, int length)
    {
        var data = new DmaBuffer(rule, length);
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        int status = _mailbox.Execute(0x0101, address);
        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        if (status < 0)
        {
            Log.Info("the filter was refused");
        }

        return status;
    }
}
