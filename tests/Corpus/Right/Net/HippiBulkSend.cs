using Devices;
using Hal;

namespace Drivers;

// Like Linux rrunner: a long message goes out as a run of descriptors, mapped one after another. The table is filled upwards and emptied
// downwards from the count that was reached.
public sealed class BulkSend<THal>
    where THal : struct, IHal
{
    private readonly Device _nic;
    private readonly PhysAddr[] _mapped = new PhysAddr[16];

    public BulkSend(Device nic) => _nic = nic;

    public int Send(DmaBuffer[] pieces)
    {
        if (pieces.Length > _mapped.Length)
        {
            return -7;
        }

        int count = 0;
        int status = 0;
        try
        {
            while (count < pieces.Length)
            {
                _mapped[count] = THal.Share(pieces[count], BufferDirection.DriverToDevice);
                count++;
            }

            for (int i = 0; i < count && status == 0; i++)
            {
                status = _nic.Start(_mapped[i], pieces[i].Length);
            }

            if (status == 0 && !_nic.Wait(500))
            {
                status = -110;
            }

            if (status != 0)
            {
                _nic.Reset();
            }
        }
        catch (DmaException)
        {
            status = -12;
        }

        while (count-- > 0)
        {
            THal.Unshare(_mapped[count], pieces[count], BufferDirection.DriverToDevice);
        }

        return status;
    }
}
