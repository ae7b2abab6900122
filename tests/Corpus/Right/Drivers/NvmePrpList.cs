using Devices;
using Hal;

/// <summary>An NVMe read: the data's pages go to a PRP list in DMA memory, and the command is waited for.</summary>
public sealed unsafe class NvmeRead<THal> : System.IDisposable
    where THal : struct, IHal
{
    private const int Page = HalConstants.PageSize;
    private readonly Dma<THal> _prp = new(1, BufferDirection.DriverToDevice);
    private readonly Ring _submission = new();
    private readonly Device _controller = new();

    public bool Read(DmaBuffer data, ulong block)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        try
        {
            int first = Page - (int)(at.Value & (Page - 1));
            ulong second = 0;
            if (data.Length > first)
            {
                PhysAddr rest = at + first;
                int left = data.Length - first;
                if (left <= Page)
                {
                    second = rest.Value;
                }
                else
                {
                    ulong* list = _prp.Pointer<ulong>(0);
                    for (int i = 0; left > 0; i++, left -= Page, rest += Page)
                    {
                        list[i] = rest.Value;
                    }

                    second = _prp.Paddr.Value;
                }
            }

            _controller.WriteRegister(0x10, at.Value);
            _controller.WriteRegister(0x18, second);
            _controller.WriteRegister(0x20, block);
            _submission.Doorbell();
            return _controller.Wait(1000);
        }
        finally
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        }
    }

    public void Dispose() => _prp.Dispose();
}
