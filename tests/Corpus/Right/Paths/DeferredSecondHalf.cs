using System;
using Devices;
using Hal;

namespace Drivers;

// A two-part command: the first part says whether the second one is wanted, in the same buffers. A flag remembers that the second share
// was made, and it alone decides about its end.
public sealed class TwoPartCommand<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;

    public TwoPartCommand(Mailbox mailbox) => _mailbox = mailbox;

    public int Execute(DmaBuffer question, DmaBuffer details, Func<int, bool> wantsDetails)
    {
        PhysAddr first = THal.Share(question, BufferDirection.Both);
        PhysAddr second = default;
        bool secondShared = false;
        try
        {
            int status = _mailbox.Execute(0x70, first);
            if (status < 0)
            {
                return status;
            }

            if (wantsDetails(status))
            {
                second = THal.Share(details, BufferDirection.DeviceToDriver);
                secondShared = true;
                status = _mailbox.Execute(0x71, first, second);
            }

            return status;
        }
        finally
        {
            if (secondShared)
            {
                THal.Unshare(second, details, BufferDirection.DeviceToDriver);
            }

            THal.Unshare(first, question, BufferDirection.Both);
        }
    }
}
