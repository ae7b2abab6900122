using System;
using System.Runtime.InteropServices;
using Hal;

namespace Drivers;

/// <summary>Completions come from native code with a token that leads back to the request.</summary>
public static unsafe class NativeBackend<THal>
    where THal : struct, IHal
{
    private sealed class Request(DmaBuffer buffer, BufferDirection direction, Action<int> done)
    {
        private readonly Shared<THal> _shared = new(buffer, direction);

        public PhysAddr Address => _shared.Paddr;

        public void Finish(int status)
        {
            _shared.Unshare();
            done(status);
        }
    }

    public delegate int StartDelegate(PhysAddr address, int length, nint token);

    public static int Start(StartDelegate start, DmaBuffer buffer, BufferDirection direction, Action<int> done)
    {
        var request = new Request(buffer, direction, done);
        GCHandle token = GCHandle.Alloc(request);
        int error = start(request.Address, buffer.Length, GCHandle.ToIntPtr(token));
        if (error != 0)
        {
            token.Free();
            request.Finish(error);
        }

        return error;
    }

    public static void Completed(nint token, int status)
    {
        GCHandle handle = GCHandle.FromIntPtr(token);
        var request = (Request)handle.Target!;
        handle.Free();
        request.Finish(status);
    }
}
