using Devices;
using Hal;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg XhciDxe: Fix Map and Unmap inconsistency": memory that was mapped is given back with the function
// for common buffers.
public sealed class TransferRequestBlock<THal>(Device controller)
    where THal : struct, IHal
{
    public int Transfer(DmaBuffer data)
    {
        PhysAddr mapped = THal.Share(data, BufferDirection.Both);
        if (!controller.Submit(mapped, data.Length))
        {
            THal.Unshare(mapped, data, BufferDirection.Both);
            return -5;
        }

        int status = 0;
        if (!controller.Wait(1000))
        {
            controller.Reset();
            status = -110;
        }

        unsafe
        {
            nuint pages = HalConstants.PagesFor((nuint)data.Length);
            _ = THal.DmaDealloc(mapped, data.Pointer, pages); //! HAL1012
        }

        return status;
    }
}
