using Hal;
using Devices;

// Like fixes in Linux (drivers, a check of the status that leaves at once).
/// <summary>A driver whose throw expression leaves the method with the share live.</summary>
public sealed class Throwing<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox = new();

    public int Read(DmaBuffer answer)
    {
        PhysAddr address = THal.Share(answer, BufferDirection.DeviceToDriver); //! HAL1002
        int status = _mailbox.Execute(9, address);
        int length = status >= 0 ? status : throw new DeviceException($"mailbox: {status}");
        THal.Unshare(address, answer, BufferDirection.DeviceToDriver);
        return length;
    }
}
