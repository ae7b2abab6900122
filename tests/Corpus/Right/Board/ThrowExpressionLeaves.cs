using Hal;
using Devices;

/// <summary>A driver whose throw expression comes after the end of the share.</summary>
public sealed class Throwing<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox = new();

    public int Read(DmaBuffer answer)
    {
        PhysAddr address = THal.Share(answer, BufferDirection.DeviceToDriver);
        int status = _mailbox.Execute(9, address);
        THal.Unshare(address, answer, BufferDirection.DeviceToDriver);
        int length = status >= 0 ? status : throw new DeviceException($"mailbox: {status}");
        return length;
    }
}
