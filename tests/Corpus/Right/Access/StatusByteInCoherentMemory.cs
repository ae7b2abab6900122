using System.Threading;
using Devices;
using Hal;

/// <summary>The status byte lies in DMA memory, which both sides see all the time: it is polled without a share.</summary>
public sealed unsafe class CoherentStatus<THal> : System.IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _page = new(1, BufferDirection.Both);
    private readonly Device _device = new();

    public bool Run(DmaBuffer data)
    {
        byte* status = _page.Vaddr(64);
        *status = 0xFF;
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        *_page.Pointer<ulong>(0) = at.Value;
        *_page.Pointer<int>(8) = data.Length;
        _device.Program(_page.Paddr, 65);
        _device.Kick();
        while (Volatile.Read(ref *status) == 0xFF)
        {
            Thread.SpinWait(1);
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return *status == 0;
    }

    public void Dispose() => _page.Dispose();
}
