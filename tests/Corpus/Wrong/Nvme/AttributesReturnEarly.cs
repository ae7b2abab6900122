using Hal;
using Devices;

// Follows a fix in EDK2, c3a037c993.
/// <summary>An NVMe driver's start with one failure that returns instead of going to the exit.</summary>
public sealed class BindingStart<THal>
    where THal : struct, IHal
{
    private readonly Device _pci = new();
    private readonly NvmeQueue _admin = new();
    private Dma<THal>? _private;

    public int Start(ulong supported)
    {
        int status;
        Dma<THal> context = new(6, BufferDirection.Both); //! HAL2002
        status = _pci.Status;
        if (status < 0)
            return status;

        _pci.WriteRegister(4, supported | 4);
        status = _admin.Submit(6, context.Paddr, default);
        if (status < 0)
            goto exit;

        _private = context;
        return 0;

    exit:
        context.Dispose();
        return status;
    }

    public void Stop() => _private?.Dispose();
}
