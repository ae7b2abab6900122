using System.IO;
using Hal;
using Devices;

// Follows a fix in OpenBMC pldm, pull request 291.
/// <summary>A management controller's dump offload: a socket that fails leaves the transfer page allocated.</summary>
public sealed unsafe class DumpOffload<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _host = new();

    public int Offload(Stream socket, int chunks)
    {
        var (paddr, page) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver); //! HAL2002
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
            return -5;
        }

        return THal.DmaDealloc(paddr, page, 1) is var freed and not 0 ? freed : status;
    }
}
