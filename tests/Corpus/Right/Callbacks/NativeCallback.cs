using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>The native library.</summary>
internal static unsafe class Rig
{
    [DllImport("rig", EntryPoint = "rig_submit")]
    public static extern int Submit(ulong address, byte* memory, int length, nint cookie);

    [DllImport("rig", EntryPoint = "rig_run")]
    public static extern int Run(ulong address, int length);
}

/// <summary>A native library is given address, memory and a cookie, and calls back an unmanaged function that ends the share.</summary>
public static unsafe class NativeDriver<THal>
    where THal : struct, IHal
{
    private sealed record Pending(PhysAddr At, DmaBuffer Data);

    public static bool Submit(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        GCHandle cookie = GCHandle.Alloc(new Pending(at, data));
        if (Rig.Submit(at.Value, data.Pointer, data.Length, GCHandle.ToIntPtr(cookie)) < 0)
        {
            cookie.Free();
            THal.Unshare(at, data, BufferDirection.Both);
            return false;
        }

        return true;
    }

    public static int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int error = Rig.Run(at.Value, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return error;
    }

    public static void OnDone(nint raw)
    {
        GCHandle cookie = GCHandle.FromIntPtr(raw);
        (PhysAddr at, DmaBuffer data) = (Pending)cookie.Target!;
        cookie.Free();
        THal.Unshare(at, data, BufferDirection.Both);
    }
}
