using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "xen/netfront: don't use gnttab_query_foreign_access() for mapped status" (XSA-396): the page goes while the
// backend has it.
public sealed unsafe class NetfrontFreesMapped<THal>(Queue backend)
    where THal : struct, IHal
{
    public int SetupBuffer(nuint length)
    {
        byte* page = (byte*)NativeMemory.AllocZeroed(length);
        if (page == null)
        {
            return -12;
        }

        var buffer = new DmaBuffer(page, (int)length);
        PhysAddr grant = THal.Share(buffer, Both);
        int error = backend.AddOrError(grant, buffer);
        if (error < 0)
        {
            NativeMemory.Free(page); //! HAL1008
            THal.Unshare(grant, buffer, Both);
            return error;
        }

        return 0;
    }
}
