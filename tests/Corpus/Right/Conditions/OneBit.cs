using Devices;
using Hal;

public sealed class OneBit<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private const uint HasInput = 1;

    public int Execute(uint flags, DmaBuffer input)
    {
        PhysAddr first = (flags & HasInput) != 0 ? THal.Share(input, BufferDirection.DriverToDevice) : default;
        int error = mailbox.Execute(flags, first);
        if ((flags & HasInput) == HasInput)
        {
            THal.Unshare(first, input, BufferDirection.DriverToDevice);
        }

        return error;
    }
}
