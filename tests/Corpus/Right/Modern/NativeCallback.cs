using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Completion through a native callback: the request is found again by a handle that the callback frees.
public sealed unsafe class NativeCallback<THal>
    where THal : struct, IHal
{
    private sealed class Request(Shared<THal> share, TaskCompletionSource<int> done)
    {
        public void Finish(int status)
        {
            share.Unshare();
            done.SetResult(status);
        }
    }

    private readonly delegate* unmanaged<ulong, int, delegate* unmanaged<nint, int, void>, nint, int> _start;

    public NativeCallback(nint start) =>
        _start = (delegate* unmanaged<ulong, int, delegate* unmanaged<nint, int, void>, nint, int>)start;

    public Task<int> RunAsync(DmaBuffer buffer, delegate* unmanaged<nint, int, void> onDone)
    {
        var done = new TaskCompletionSource<int>();
        var share = new Shared<THal>(buffer, Both);
        GCHandle context = GCHandle.Alloc(new Request(share, done));
        int error = _start(share.Paddr.Value, buffer.Length, onDone, GCHandle.ToIntPtr(context));
        if (error != 0)
        {
            context.Free();
            share.Unshare();
            done.SetResult(error);
        }

        return done.Task;
    }

    public static void OnDone(nint handle, int status)
    {
        GCHandle context = GCHandle.FromIntPtr(handle);
        var request = (Request)context.Target!;
        context.Free();
        request.Finish(status);
    }
}
