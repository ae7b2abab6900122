using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mISDN: "Fix mISDN driver crash caused by transfer buffer on the stack" (pull request 6): the transfer is
// asynchronous, and its buffer is a variable of the method that starts it.
public sealed unsafe class HfcsUsb<THal>(UsbHost host)
    where THal : struct, IHal
{
    private Urb? _pending;

    public int StartRead(byte register)
    {
        byte* data = stackalloc byte[8];
        data[0] = register;
        var buffer = new DmaBuffer(data, 8);
        PhysAddr address = THal.Share(buffer, BufferDirection.Both); //! HAL1008, HAL1014
        var urb = new Urb { Endpoint = 0x81, Buffer = buffer, Address = address, IsMapped = true };
        int rc = host.Submit(urb);
        if (rc != 0)
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
            return rc;
        }

        _pending = urb;
        return 0;
    }

    public byte Finish()
    {
        Urb urb = _pending!;
        _pending = null;
        THal.Unshare(urb.Address, urb.Buffer, BufferDirection.Both);
        return urb.Buffer[1];
    }
}
