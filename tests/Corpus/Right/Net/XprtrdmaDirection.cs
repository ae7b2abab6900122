using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (xprtrdma): registrations that were unmapped with another direction. Both members name the direction of the reply
// area.
public sealed class ReplyRegistration<THal>(Device adapter, DmaBuffer reply)
    where THal : struct, IHal
{
    private PhysAddr _address;
    private bool _registered;

    public void Register()
    {
        if (_registered)
        {
            return;
        }

        _address = THal.Share(reply, BufferDirection.DeviceToDriver);
        _registered = true;
        adapter.Program(_address, reply.Length);
    }

    public int Complete(byte[] into)
    {
        if (!_registered)
        {
            return -22;
        }

        int status = adapter.Wait(1000) ? 0 : -110;
        Invalidate();
        if (status == 0)
        {
            reply.AsReadOnlySpan()[..int.Min(into.Length, reply.Length)].CopyTo(into);
        }

        return status;
    }

    private void Invalidate()
    {
        adapter.Reset();
        THal.Unshare(_address, reply, BufferDirection.DeviceToDriver);
        _address = default;
        _registered = false;
    }
}
