using Hal;
using Devices;

// Follows a fix in Linux (drivers/scsi/qla2xxx, the name server's response).
/// <summary>A Fibre Channel name server query whose response of two pages is freed with the size of its request.</summary>
public sealed unsafe class NameServer<THal>
    where THal : struct, IHal
{
    private const nuint RequestPages = 1;
    private const nuint ResponsePages = 2;
    private readonly Mailbox _switch = new();

    public int Query(uint port)
    {
        DmaAllocation request = THal.DmaAlloc(RequestPages, BufferDirection.DriverToDevice);
        if (request.Paddr == default)
            return -12;

        int status = -12;
        DmaAllocation response = THal.DmaAlloc(ResponsePages, BufferDirection.DeviceToDriver);
        if (response.Paddr != default)
        {
            *(uint*)request.Vaddr = port;
            status = _switch.Execute(0x100, request.Paddr, response.Paddr);
            status |= THal.DmaDealloc(response.Paddr, response.Vaddr, RequestPages); //! HAL2004
        }

        status |= THal.DmaDealloc(request.Paddr, request.Vaddr, RequestPages);
        return status;
    }
}
