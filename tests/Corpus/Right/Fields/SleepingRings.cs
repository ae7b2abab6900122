using Devices;
using Hal;

namespace Drivers;

// Suspend and resume of a driver that gives its ring memory back while the system sleeps. Suspend quiesces, then ends and frees; resume
// makes everything anew, and reports if there is no memory.
internal sealed class SleepingRings<THal>
    where THal : struct, IHal
{
    private const nuint RingPages = 4;

    private readonly Device _device;
    private readonly PowerDomain _power;
    private readonly DmaBuffer _mailbox;
    private Dma<THal>? _ring;
    private PhysAddr _mailboxAddress;

    public SleepingRings(Device device, PowerDomain power, DmaBuffer mailbox)
    {
        _device = device;
        _power = power;
        _mailbox = mailbox;
    }

    public bool IsAwake => _ring is not null;

    public int Resume()
    {
        if (IsAwake)
        {
            return 0;
        }

        int error = _power.Enable();
        if (error != 0)
        {
            return error;
        }

        if (!Dma<THal>.TryCreate(RingPages, BufferDirection.Both, out Dma<THal>? ring))
        {
            _power.Disable();
            return -12;
        }

        try
        {
            _mailboxAddress = THal.Share(_mailbox, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            ring.Dispose();
            _power.Disable();
            return -12;
        }

        _ring = ring;
        _device.WriteRegister(0, ring.Paddr.Value);
        _device.WriteRegister(8, _mailboxAddress.Value);
        _device.Kick();
        return 0;
    }

    public void Suspend()
    {
        if (_ring is null)
        {
            return;
        }

        _device.Reset();
        THal.Unshare(_mailboxAddress, _mailbox, BufferDirection.DeviceToDriver);
        _mailboxAddress = default;
        _ring.Dispose();
        _ring = null;
        _power.Disable();
    }
}
