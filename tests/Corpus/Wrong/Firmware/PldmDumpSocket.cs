using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in OpenBMC pldm: "oem-ibm dump offload: Unmap the DMA memory in error path" (pull request 291).
public sealed unsafe class DumpOffload<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _xdma;

    public DumpOffload(DmaEngine xdma) => _xdma = xdma;

    public int OffloadTo(System.Net.Sockets.Socket socket, PhysAddr host, PinnedBuffer window)
    {
        DmaBuffer buffer = window.Buffer;
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver); //! HAL1002
        int cookie = _xdma.Submit(host, paddr, buffer.Length);
        bool done = cookie >= 0 && _xdma.WaitFor(cookie, 5000);
        if (!done)
        {
            _xdma.Terminate();
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return -5;
        }

        if (!socket.Connected)
        {
            Log.Info("the socket is gone");
            socket.Close();
            return -104;
        }

        THal.Unshare(paddr, buffer, DeviceToDriver);
        return socket.Send(buffer.AsReadOnlySpan());
    }
}
