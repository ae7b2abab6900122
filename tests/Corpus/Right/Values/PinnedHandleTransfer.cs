using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Older code that pins an array by a handle of its own. The handle is freed after the share has ended, in a finally around everything
// that uses the address.
internal sealed unsafe class PinnedHandleTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _plotter;

    public PinnedHandleTransfer(Device plotter) => _plotter = plotter;

    public int Plot(short[] coordinates)
    {
        if (coordinates.Length == 0)
        {
            return 0;
        }

        GCHandle handle = GCHandle.Alloc(coordinates, GCHandleType.Pinned);
        try
        {
            var buffer = new DmaBuffer((byte*)handle.AddrOfPinnedObject(), coordinates.Length * sizeof(short));
            PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
            try
            {
                int status = _plotter.Start(address, buffer.Length);
                if (status != 0)
                {
                    return status;
                }

                if (!_plotter.Wait(10_000))
                {
                    _plotter.Reset();
                    return -110;
                }

                return 0;
            }
            finally
            {
                THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            }
        }
        finally
        {
            handle.Free();
        }
    }
}
