namespace Devices;

/// <summary>Calls to a hypervisor.</summary>
public static unsafe class Hypervisor
{
    /// <returns>The guest-physical address at which the host sees the pages, or 0.</returns>
    public static ulong Grant(void* page, nuint pages, bool writable) => (ulong)page;

    /// <returns>0, or an error of the host.</returns>
    public static int Revoke(ulong grant, nuint pages) => 0;
}
