using System.IO;
using Hal;
using Devices;

/// <summary>A management controller's dump offload: a socket that fails gives the transfer page back.</summary>
public sealed unsafe class DumpOffload<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _host = new();

    public int Offload(Stream socket, int chunks)
    {
        var (paddr, page) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (paddr == default)
            return -12;

        int status = 0;
        try
        {
            while (chunks-- > 0 && (status = _host.Execute(7, paddr)) == 0)
            {
                socket.Write(new System.ReadOnlySpan<byte>(page, HalConstants.PageSize));
            }
        }
        catch (IOException)
        {
            status = -5;
        }

        return THal.DmaDealloc(paddr, page, 1) is var freed and not 0 ? freed : status;
    }
}
