using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>The methods after which a path does not go on. Roslyn's graph does not know them.</summary>
internal static class NeverReturns
{
    /// <summary>Whether a method never returns.</summary>
    /// <param name="method">The method.</param>
    /// <param name="throws">Whether it says by its name that it throws; another may stop the machine, so that nothing needs to be released.</param>
    public static bool Is(IMethodSymbol method, out bool throws)
    {
        throws = method.Name.StartsWith("Throw", System.StringComparison.Ordinal);
        if (method is { Name: "FailFast" or "Exit", IsStatic: true, ContainingType.Name: "Environment" })
        {
            return true;
        }

        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DoesNotReturnAttribute" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value that an argument must have for the method to return, or <see langword="null"/>: an assertion.</summary>
    public static bool? Unless(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_Boolean)
        {
            return null;
        }

        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DoesNotReturnIfAttribute" } &&
                attribute.ConstructorArguments.Length == 1 &&
                attribute.ConstructorArguments[0].Value is bool forbidden)
            {
                return !forbidden;
            }
        }

        return null;
    }
}
