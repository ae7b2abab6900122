using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in ENA (ena_com): the record is filled by a share DeviceToDriver and released with DriverToDevice in another member.
internal sealed class FeatureQuery<THal>(Mailbox admin)
    where THal : struct, IHal
{
    private readonly record struct Command(PhysAddr Address, DmaBuffer Result, uint Opcode);

    private Command? _open;

    public bool Begin(uint feature, DmaBuffer result)
    {
        if (_open is not null)
        {
            return false;
        }

        _open = new Command(THal.Share(result, DeviceToDriver), result, feature);
        return true;
    }

    public int Complete()
    {
        if (_open is not { } command)
        {
            return -1;
        }

        int status = admin.Execute(command.Opcode, command.Address);
        THal.Unshare(command.Address, command.Result, DriverToDevice); //! HAL1005
        _open = null;
        return status;
    }
}
