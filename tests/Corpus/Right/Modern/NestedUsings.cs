using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Usings in one another, with a detach in the middle and a rethrow with another type.
public sealed class NestedUsings<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private Shared<THal> _kept;
    private bool _hasKept;

    public void Configure(DmaBuffer context, DmaBuffer scratch)
    {
        using var owner = new SharedScope<THal>(context, Both);
        try
        {
            using (var temporary = new SharedScope<THal>(scratch, DeviceToDriver))
            {
                if (mailbox.Execute(9, owner.Paddr, temporary.Paddr) != 0)
                {
                    throw new DeviceException("refused");
                }
            }

            if (_hasKept)
            {
                _kept.Unshare();
            }

            (_kept, _hasKept) = (owner.Detach(), true);
        }
        catch (DeviceException error)
        {
            throw new HalException("the context was not set", error);
        }
    }
}
