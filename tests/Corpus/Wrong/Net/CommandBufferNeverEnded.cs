using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet/freescale/enetc: the control buffer of a command).
/// <summary>A switch's control command: its data is shared, the command is run, and nothing ever ends the share.</summary>
public sealed unsafe class ControlRing<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox = new();

    public int SetFilter(byte* rule, int length)
    {
        var data = new DmaBuffer(rule, length);
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        int status = _mailbox.Execute(0x0101, address);
        if (status < 0)
        {
            Log.Info("the filter was refused");
        }

        return status;
    }
}
